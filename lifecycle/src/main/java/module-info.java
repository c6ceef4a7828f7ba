/** What a pod does next: a pure step function over everything that is observed about it, and the driver around it. */
module dev.rekindle.lifecycle {
    requires transitive dev.rekindle.rules;
    requires org.slf4j;
    requires static com.fasterxml.jackson.databind;
    requires static transitive org.jspecify;

    exports dev.rekindle.lifecycle;
    exports dev.rekindle.lifecycle.driver;

    // to everyone, since the state is bound by whichever major version of Jackson the user has
    opens dev.rekindle.lifecycle;
    opens dev.rekindle.lifecycle.driver;
}
