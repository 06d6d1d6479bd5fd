#include "graph/export/fonts.h"

#include <fontconfig/fontconfig.h>

#include <memory>

namespace mirrorgraph {

bool has_chinese_font() {
    if (FcInit() == FcFalse) return false;
    const std::unique_ptr<FcCharSet, decltype(&FcCharSetDestroy)> characters(FcCharSetCreate(), FcCharSetDestroy);
    for (const FcChar32 character : {0x6807U, 0x51C6U, 0x59D4U}) FcCharSetAddChar(characters.get(), character);
    const std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)> pattern(FcPatternCreate(), FcPatternDestroy);
    FcPatternAddCharSet(pattern.get(), FC_CHARSET, characters.get());
    const std::unique_ptr<FcObjectSet, decltype(&FcObjectSetDestroy)> wanted(FcObjectSetBuild(FC_FAMILY, nullptr),
                                                                             FcObjectSetDestroy);
    const std::unique_ptr<FcFontSet, decltype(&FcFontSetDestroy)> fonts(
        FcFontList(nullptr, pattern.get(), wanted.get()), FcFontSetDestroy);
    return fonts != nullptr && fonts->nfont > 0;
}

}  // namespace mirrorgraph
