// sbom_test.mjs FILE: a bill of materials against the schema of CycloneDX 1.5, and against what it has to name.
import { readFile } from "node:fs/promises";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";

const text = await readFile(process.argv[2], "utf8");
const fault = await new Validation.JsonStrictValidator(Spec.Version.v1dot5).validate(text);
if (fault !== null) {
    console.error(JSON.stringify(fault, null, 1).slice(0, 4000));
    process.exit(1);
}
const { components } = JSON.parse(text);
const uses = (use) => components.filter((one) => one.properties.some((p) => p.value === use)).map((one) => one.name);
for (const [use, name] of [["linked", "libc6"], ["linked", "libpoppler-cpp0v5"], ["compiled in", "rapidjson-dev"], ["bundled into the page", "sigma"]]) {
    if (!uses(use).includes(name)) {
        console.error(`${name} is not among what is ${use}: ${uses(use)}`);
        process.exit(1);
    }
}
console.log(`${components.length} components`);
