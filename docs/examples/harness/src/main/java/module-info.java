/** The part of an operator that decides. */
module com.example.operator {
    requires transitive dev.rekindle.core; // its types are in our signatures

    exports com.example.operator;
}
