package dev.rekindle.rules;

import dev.rekindle.core.Container;
import dev.rekindle.core.GoText;
import dev.rekindle.core.PodSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What may change in the spec of a pod: {@code ValidatePodUpdate} and {@code ValidatePodEphemeralContainersUpdate}
 * of pkg/apis/core/validation/validation.go.
 */
final class PodUpdateValidation {
    private static final String IMMUTABLE = "pod updates may not change fields other than "
            + "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
            + "`spec.tolerations` (only additions to existing tolerations),"
            + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";
    private static final String DEADLINE = "spec.activeDeadlineSeconds";

    private PodUpdateValidation() {}

    static FieldError outOfRange(String field, long deadline, int min) {
        return FieldError.invalid(
                field, deadline, "must be between " + min + " and " + Integer.MAX_VALUE + ", inclusive");
    }

    static void check(PodSpec spec, PodSpec old, List<FieldError> errors) {
        if (spec.containers().size() != old.containers().size()) {
            errors.add(containersChanged("spec.containers"));
            return;
        }
        if (spec.initContainers().size() != old.initContainers().size()) {
            errors.add(containersChanged("spec.initContainers"));
            return;
        }
        FieldError deadlineError = deadline(spec.activeDeadlineSeconds(), old.activeDeadlineSeconds());
        if (deadlineError != null) {
            errors.add(deadlineError);
            if (spec.activeDeadlineSeconds() != null) {
                return;
            }
        }
        if (!withoutMutableFields(spec, old).equals(old)) {
            errors.add(FieldError.forbidden("spec", IMMUTABLE));
        }
    }

    static void checkEphemeralContainers(PodSpec spec, PodSpec old, List<FieldError> errors) {
        for (Container before : old.ephemeralContainers()) {
            Container after = null;
            for (Container container : spec.ephemeralContainers()) {
                after = container.name().equals(before.name()) ? container : after;
            }
            if (!before.equals(after)) {
                errors.add(FieldError.forbidden(
                        "spec.ephemeralContainers",
                        "existing ephemeral containers " + GoText.quote(before.name()) + " may not be "
                                + (after == null ? "removed" : "changed")));
            }
        }
    }

    private static FieldError containersChanged(String field) {
        return FieldError.forbidden(field, "pod updates may not add or remove containers");
    }

    /** A deadline may be set, and lowered. */
    private static @Nullable FieldError deadline(@Nullable Long now, @Nullable Long before) {
        if (now == null) {
            return before == null
                    ? null
                    : FieldError.invalid(DEADLINE, null, "must not update from a positive integer to nil value");
        }
        if (now < 0 || now > Integer.MAX_VALUE) {
            return outOfRange(DEADLINE, now, 0);
        }
        return before != null && before < now
                ? FieldError.invalid(DEADLINE, now, "must be less than or equal to previous value")
                : null;
    }

    /** Returns the new spec with the fields that may change set to what they were. */
    private static PodSpec withoutMutableFields(PodSpec spec, PodSpec old) {
        Long grace = spec.terminationGracePeriodSeconds();
        Long oldGrace = old.terminationGracePeriodSeconds();
        boolean mended = oldGrace != null && oldGrace < 0 && grace != null && grace == 1;
        return PodSpec.builder()
                .from(spec)
                .containers(withImages(spec.containers(), old.containers()))
                .initContainers(withImages(spec.initContainers(), old.initContainers()))
                .activeDeadlineSeconds(old.activeDeadlineSeconds())
                .terminationGracePeriodSeconds(mended ? oldGrace : grace)
                .build();
    }

    private static List<Container> withImages(List<Container> containers, List<Container> old) {
        return IntStream.range(0, containers.size())
                .mapToObj(i -> Container.builder()
                        .from(containers.get(i))
                        .image(old.get(i).image())
                        .build())
                .toList();
    }
}
