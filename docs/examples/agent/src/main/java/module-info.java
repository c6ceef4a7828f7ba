/** A node agent whose containers are Java functions. */
module com.example.agent {
    requires dev.rekindle.driver;
    // optional in Rekindle, so whoever reads YAML or keeps states on disk asks for them
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.yaml;
}
