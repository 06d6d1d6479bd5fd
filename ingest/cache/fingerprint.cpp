#include "ingest/cache/fingerprint.h"

#include <fmt/core.h>

#include <elf.h>
#include <link.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

#include "ingest/digest.h"
#include "schema/files/data_path.h"

namespace mirrorgraph::ingest {

namespace {

namespace fs = std::filesystem;

// The note that the linker made of the content; empty where there is none.
std::string build_id(const dl_phdr_info& object) {
    constexpr char kOwner[] = "GNU";  // with the zero at its end
    for (int i = 0; i < object.dlpi_phnum; ++i) {
        const ElfW(Phdr)& header = object.dlpi_phdr[i];
        if (header.p_type != PT_NOTE) continue;
        const auto* at = reinterpret_cast<const char*>(object.dlpi_addr + header.p_vaddr);
        const char* end = at + header.p_memsz;
        while (at + sizeof(ElfW(Nhdr)) <= end) {
            const auto* note = reinterpret_cast<const ElfW(Nhdr)*>(at);
            const auto padded = [](std::size_t size) { return (size + 3) & ~std::size_t{3}; };
            const char* name = at + sizeof(ElfW(Nhdr));
            const char* content = name + padded(note->n_namesz);
            if (content + note->n_descsz > end) break;
            if (note->n_type == NT_GNU_BUILD_ID &&
                std::string_view(name, note->n_namesz) == std::string_view(kOwner, sizeof(kOwner))) {
                return {content, note->n_descsz};
            }
            at = content + padded(note->n_descsz);
        }
    }
    return {};
}

int add_object(dl_phdr_info* object, std::size_t, void* data) {
    const std::string_view name = object->dlpi_name == nullptr ? "" : object->dlpi_name;
    if (name.find("vdso") != std::string_view::npos) return 0;  // the kernel's
    std::string id = build_id(*object);
    if (id.empty()) {
        const std::string path = name.empty() ? "/proc/self/exe" : std::string(name);
        struct stat info {};
        if (stat(path.c_str(), &info) == 0)
            id = fmt::format("{} {}.{}", info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
    }
    static_cast<std::vector<std::string>*>(data)->push_back(fs::path(name).filename().string() + ' ' + id);
    return 0;
}

void add_files(const std::string& place, std::vector<std::string>& parts) {
    std::vector<std::string> files;
    if (fs::is_directory(place)) {
        for (const auto& entry : fs::recursive_directory_iterator(place)) {
            if (entry.is_regular_file()) files.push_back(entry.path().string());
        }
    } else {
        files.push_back(place);
    }
    for (const std::string& file : files) {
        parts.push_back(fs::path(file).lexically_relative(fs::path(place).parent_path()).string() + ' ' +
                        file_sha256(file));
    }
}

}  // namespace

std::string fingerprint(const std::optional<TableMapping>& mapping) {
    std::vector<std::string> parts;
    dl_iterate_phdr(add_object, &parts);
    for (const char* place : {"schema.json", "gazetteer", "rules", "mappings"}) add_files(data_path(place), parts);
    std::sort(parts.begin(), parts.end());
    if (mapping) parts.push_back("mapping " + mapping->name + ' ' + sha256(mapping->text));
    std::string all;
    for (const std::string& part : parts) all += part + '\n';
    return sha256(all);
}

}  // namespace mirrorgraph::ingest
