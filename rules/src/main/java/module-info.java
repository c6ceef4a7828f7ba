/** What one container exit means: compile rules, decide, validate, explain. Pure. */
module dev.rekindle.rules {
    requires transitive dev.rekindle.core;
    requires static transitive org.jspecify;

    exports dev.rekindle.rules;
}
