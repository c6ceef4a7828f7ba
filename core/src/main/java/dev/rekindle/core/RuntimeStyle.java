package dev.rekindle.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/** House style of what a runtime reports: as {@link ApiStyle}, without JSON, with the short text of {@link RuntimeText}. */
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        builderVisibility = Value.Style.BuilderVisibility.PACKAGE,
        overshadowImplementation = true,
        jdkOnly = true,
        jdk9Collections = true,
        depluralize = true,
        depluralizeDictionary = {"sandbox:sandboxes"},
        delegateToString = "dev.rekindle.core.RuntimeText.of",
        allowedClasspathAnnotations = {})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
@interface RuntimeStyle {}
