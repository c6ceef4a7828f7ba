package dev.rekindle.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodTemplate;
import io.kubernetes.client.openapi.models.V1ReplicaSet;
import io.kubernetes.client.openapi.models.V1ReplicationController;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The file of Kubernetes' fields is what the official client has; {@code -Drewrite=true} writes it anew. */
class SchemaTest {
    private static final Path FILE = Path.of("src/main/resources/dev/rekindle/core/codec/" + Schema.FILE);
    private static final List<Class<?>> ROOTS = List.of(
            V1Pod.class,
            V1PodTemplate.class,
            V1ReplicationController.class,
            V1ReplicaSet.class,
            V1Deployment.class,
            V1StatefulSet.class,
            V1DaemonSet.class,
            V1Job.class,
            V1CronJob.class);

    @Test
    void theFileHoldsTheFieldsOfTheOfficialClient() throws IOException {
        Map<String, Map<String, String>> types = new TreeMap<>();
        ROOTS.forEach(root -> add(root, types));
        StringBuilder text = new StringBuilder("""
                # The fields of Kubernetes, derived from io.kubernetes:client-java-api by SchemaTest:
                # type, fields, and the types of those that have fields.
                """);
        types.forEach((type, fields) -> {
            text.append(type).append(':');
            fields.forEach((field, of) -> text.append(' ').append(field).append(of.isEmpty() ? "" : "=" + of));
            text.append('\n');
        });
        if (Boolean.getBoolean("rewrite")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text);
        }
        assertThat(FILE).content().isEqualTo(text.toString());
    }

    private static void add(Class<?> model, Map<String, Map<String, String>> types) {
        Map<String, String> fields = new TreeMap<>();
        if (types.putIfAbsent(name(model), fields) != null) {
            return;
        }
        for (Field field : model.getDeclaredFields()) {
            SerializedName name = field.getAnnotation(SerializedName.class);
            if (name != null) {
                Class<?> type = model(field.getGenericType());
                fields.put(name.value(), type == null ? "" : name(type));
                if (type != null) {
                    add(type, types);
                }
            }
        }
    }

    /** The model class of a field or of the items of a list; null for anything else. */
    private static @Nullable Class<?> model(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return model(list.getActualTypeArguments()[0]);
        }
        return type instanceof Class<?> of && hasFields(of) ? of : null;
    }

    private static boolean hasFields(Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (field.isAnnotationPresent(SerializedName.class)) {
                return true;
            }
        }
        return false;
    }

    private static String name(Class<?> model) {
        return model.getSimpleName().replaceFirst("^(V1|Core(V1)?|Batch(V1)?)", "");
    }
}
