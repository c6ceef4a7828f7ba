package dev.rekindle.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/** House style of the builders generated for records. */
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PUBLIC,
        builderVisibility = Value.Style.BuilderVisibility.PUBLIC,
        jdkOnly = true,
        jdk9Collections = true,
        allowedClasspathAnnotations = {})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
@interface RecordStyle {}
