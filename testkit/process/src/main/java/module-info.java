/** A pod as local processes. */
module dev.rekindle.process {
    requires transitive dev.rekindle.driver;
    requires com.fasterxml.jackson.databind;
    requires static transitive org.jspecify;

    exports dev.rekindle.process;

    // its records of what runs are bound by Jackson
    opens dev.rekindle.process to
            com.fasterxml.jackson.databind;
}
