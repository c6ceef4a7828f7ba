package dev.rekindle.core;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/**
 * House style of the API values: hidden implementation, public nested builder. The Jackson annotation only tells
 * the generator to write JSON glue; it is not kept in the class file.
 */
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        builderVisibility = Value.Style.BuilderVisibility.PACKAGE,
        overshadowImplementation = true,
        jdkOnly = true,
        jdk9Collections = true,
        depluralize = true,
        depluralizeDictionary = "status:statuses",
        allowedClasspathAnnotations = {})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
@JsonSerialize
@interface ApiStyle {}
