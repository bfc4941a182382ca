package dev.aside.bench.house;

/**
 * One package of one module.
 *
 * @param module the module's folder
 * @param packageName the package
 */
record Storey(String module, String packageName) {

    /** What it is called where the module is named beside it. */
    String label() {
        return packageName.replaceFirst("^dev\\.aside\\.", "");
    }

    /** What its module is called. */
    String artifact() {
        return module.replaceFirst("^integrations/", "cache-");
    }
}
