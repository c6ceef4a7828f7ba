package dev.rekindle.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.immutables.value.Value;

/**
 * A command run inside the container, without a shell.
 */
@Value.Immutable
@ApiStyle
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"command"})
public interface ExecAction {
    /** {@return the command and its arguments} */
    List<String> command();

    /** {@return a new builder} */
    static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("deprecation")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static ExecAction fromJson(ImmutableExecAction.Json json) {
        return ImmutableExecAction.fromJson(json);
    }

    /** Builds {@link ExecAction} values. */
    final class Builder extends ImmutableExecAction.Builder {
        /** Creates an empty builder. */
        public Builder() {}
    }
}
