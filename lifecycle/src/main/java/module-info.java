/** What a pod does next: a pure step function over everything that is observed about it. */
module dev.rekindle.lifecycle {
    requires transitive dev.rekindle.rules;
    requires static transitive org.jspecify;

    exports dev.rekindle.lifecycle;

    // to everyone, since the state is bound by whichever major version of Jackson the user has
    opens dev.rekindle.lifecycle;
}
