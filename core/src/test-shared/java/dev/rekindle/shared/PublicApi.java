package dev.rekindle.shared;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that a caller outside of the package can call with a reference, found by reflection. */
public final class PublicApi {
    private PublicApi() {}

    /** Something of each type that is called. */
    @FunctionalInterface
    public interface Samples {
        Object of(Class<?> type) throws ReflectiveOperationException;
    }

    /** One parameter of a method or constructor, which is to be null while the others are not. */
    public record Argument(Class<?> type, Executable executable, int index) {
        public String name() {
            return executable.getParameters()[index].getName();
        }

        public boolean isOfBuilder() {
            return type.getSimpleName().endsWith("Builder");
        }

        /** Calls with null there. */
        private void callWithNull(@Nullable Object receiver, Object... others) throws ReflectiveOperationException {
            @Nullable Object[] arguments = Arrays.copyOf(others, others.length);
            arguments[index] = null;
            if (executable instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                executable.setAccessible(true); // a public method of a builder whose super class is hidden
                ((Method) executable).invoke(receiver, arguments);
            }
        }

        /**
         * Calls with null there, and with samples everywhere else.
         *
         * @return what the call throws, or null when it accepts that
         */
        public @Nullable Throwable thrown(Samples samples) throws ReflectiveOperationException {
            Class<?>[] types = executable.getParameterTypes();
            Object[] others = new Object[types.length];
            for (int i = 0; i < others.length; i++) {
                others[i] = types[i].isPrimitive() ? primitive(types[i]) : i == index ? "" : samples.of(types[i]);
            }
            boolean needsObject = executable instanceof Method method && !Modifier.isStatic(method.getModifiers());
            return thrown(needsObject ? samples.of(type) : null, others);
        }

        private static Object primitive(Class<?> type) {
            return type == boolean.class ? (Object) false : 1;
        }

        /** {@return what the call with null throws, or null when it accepts it} */
        public @Nullable Throwable thrown(@Nullable Object receiver, Object... others) throws ReflectiveOperationException {
            try {
                callWithNull(receiver, others);
                return null;
            } catch (InvocationTargetException e) {
                return e.getCause();
            }
        }

        @Override
        public String toString() {
            String method = executable instanceof Method m ? "." + m.getName() : "";
            String outer = type.getName().substring(type.getPackageName().length() + 1);
            List<String> types = Arrays.stream(executable.getParameterTypes())
                    .map(Class::getSimpleName)
                    .toList();
            return outer + method + "(" + String.join(", ", types) + ") " + name();
        }
    }

    /** The public types in the packages of these classes, and those nested in them. */
    public static Stream<Class<?>> types(Class<?>... ofEachPackage) {
        return Arrays.stream(ofEachPackage).flatMap(PublicApi::typesBeside).filter(PublicApi::isVisible);
    }

    /** The parameters that are references and do not say that they may be null. */
    public static Stream<Argument> arguments(Class<?> type) {
        Stream<Executable> constructors =
                Modifier.isAbstract(type.getModifiers()) ? Stream.of() : Arrays.stream(type.getConstructors());
        return Stream.concat(constructors, Arrays.stream(type.getMethods()).filter(method -> isOf(type, method)))
                .filter(executable -> !executable.isSynthetic() && !Modifier.isAbstract(executable.getModifiers()))
                .flatMap(executable -> IntStream.range(0, executable.getParameterCount())
                        .filter(i -> mustNotBeNull(executable, i))
                        .mapToObj(i -> new Argument(type, executable, i)));
    }

    /** Its own, and what it has from a hidden super class. What the compiler makes is left out. */
    private static boolean isOf(Class<?> type, Method method) {
        boolean own = method.getDeclaringClass() == type
                || !Modifier.isPublic(method.getDeclaringClass().getModifiers());
        boolean made = method.getName().equals("equals")
                || (type.isEnum() && method.getName().equals("valueOf"));
        return own && !made;
    }

    private static boolean mustNotBeNull(Executable executable, int index) {
        Parameter parameter = executable.getParameters()[index];
        AnnotatedType type = parameter.getAnnotatedType();
        return !parameter.getType().isPrimitive() && !type.isAnnotationPresent(Nullable.class);
    }

    private static boolean isVisible(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers())
                && !type.isAnonymousClass()
                && (outer == null || isVisible(outer));
    }

    private static Stream<Class<?>> typesBeside(Class<?> type) {
        try {
            Path root = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            String folder = type.getPackageName().replace('.', File.separatorChar);
            try (Stream<Path> files = Files.list(root.resolve(folder))) {
                List<Class<?>> types = files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".class") && !file.startsWith("package-info"))
                        .sorted()
                        .<Class<?>>map(file -> load(type.getPackageName() + "." + file.replace(".class", "")))
                        .toList();
                return types.stream();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
