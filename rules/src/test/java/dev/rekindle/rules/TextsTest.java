package dev.rekindle.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekindle.core.Kubelet;
import dev.rekindle.core.Pod;
import dev.rekindle.core.PodSpec;
import dev.rekindle.core.RestartPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a failed assertion shows is one short line that says what is there. */
class TextsTest {
    private static final Pod POD = ValidationPods.pod(PodSpec.builder()
            .restartPolicy(RestartPolicy.NEVER)
            .addInitContainer(ValidationPods.container("init", null))
            .addContainer(ValidationPods.container("app", "Never", ValidationPods.RESTART))
            .build());

    @Test
    void aDecisionSaysWhatAndWhy() {
        RestartRules rules = RestartRules.compile(POD.spec().containers().get(0), RestartPolicy.NEVER, Inputs.ON);
        assertThat(rules.decide(42)).hasToString("RESTART_CONTAINER: rule 0 (In [42])");
        assertThat(rules.decide(1)).hasToString("NONE: container restartPolicy Never");
    }

    @Test
    void rulesSayWhatTheyDecideRangeByRange() {
        RestartRules rules = RestartRules.compile(POD.spec().containers().get(0), RestartPolicy.NEVER, Inputs.ON);
        assertThat(rules)
                .hasToString("..41 NONE: container restartPolicy Never, 42 RESTART_CONTAINER: rule 0 (In [42]), "
                        + "43.. NONE: container restartPolicy Never");
    }

    @Test
    void aForecastIsALineForEachContainer() {
        assertThat(Forecast.of(POD, Inputs.ON)).hasToString("""
                init (INIT): ..-1 POD_FAILS, 0 NEXT_CONTAINER_STARTS, 1.. POD_FAILS
                app (REGULAR): ..-1 POD_FAILS, 0 POD_SUCCEEDS, 1..41 POD_FAILS, 42 CONTAINER_RESTARTS, 43.. POD_FAILS""");
    }

    @Test
    void aRangeSaysItAll() {
        Forecast.ContainerForecast app = Forecast.of(POD, Inputs.ON).container("app");
        assertThat(app.at(42)).hasToString("42 RESTART_CONTAINER, CONTAINER_RESTARTS: rule 0 (In [42])");
        assertThat(app.at(-1)).hasToString("..-1 NONE, POD_FAILS: container restartPolicy Never");
    }

    @Test
    void delaysAndCountsHaveTheirUnits() {
        Kubelet slow = Inputs.ON.withMaxContainerRestartPeriod(Duration.ofSeconds(25));
        assertThat(RestartDelay.of(slow)).hasToString("10s up to 25s");
        assertThat(RestartDelay.NONE).hasToString("none");
        assertThat(new JobCount(4, 1)).hasToString("JobCount[restarts=4, failedPods=1]");
    }

    @Test
    void aResultSaysWhatIsWrong() {
        assertThat(new PodValidation.Result(List.of(), POD)).hasToString("allowed");
        FieldError error = FieldError.required("spec.containers", "");
        assertThat(error).hasToString("spec.containers: Required value");
        PodValidation.Result result = new PodValidation.Result(List.of(error), POD);
        assertThat(result).hasToString(result.statusMessage());
        assertThat(result.toString()).endsWith(" is invalid: spec.containers: Required value");
        assertThat(PodValidation.of(Inputs.ON)).hasToString("PodValidation of " + Inputs.ON);
        assertThat(new KubeletAdmission.Rejection("Reason", "message")).hasToString("Reason: message");
    }

    @Test
    void whatIsReadIsEqualWhenItSaysTheSame() {
        assertThat(Forecast.of(POD, Inputs.ON))
                .isEqualTo(Forecast.of(POD, Inputs.ON))
                .hasSameHashCodeAs(Forecast.of(POD, Inputs.ON))
                .isNotEqualTo(Forecast.of(ValidationPods.pod(PodSpec.builder().build()), Inputs.ON));
        PodValidation validation = PodValidation.of(Inputs.ON);
        assertThat(validation.create(POD))
                .isEqualTo(validation.create(POD))
                .hasSameHashCodeAs(validation.create(POD))
                .isNotEqualTo(validation.staticPod(POD));
        assertThat(new KubeletAdmission.Rejection("r", "m"))
                .isEqualTo(new KubeletAdmission.Rejection("r", "m"))
                .hasSameHashCodeAs(new KubeletAdmission.Rejection("r", "m"))
                .isNotEqualTo(new KubeletAdmission.Rejection("r", "n"));
        assertThat(new RestartDelay(Duration.ZERO, Duration.ofSeconds(1)))
                .isEqualTo(new RestartDelay(Duration.ZERO, Duration.ofSeconds(1)))
                .hasSameHashCodeAs(new RestartDelay(Duration.ZERO, Duration.ofSeconds(1)))
                .isNotEqualTo(RestartDelay.NONE);
        assertThat(new JobCount(1, 0))
                .isEqualTo(new JobCount(1, 0))
                .hasSameHashCodeAs(new JobCount(1, 0))
                .isNotEqualTo(new JobCount(1, 1));
    }
}
