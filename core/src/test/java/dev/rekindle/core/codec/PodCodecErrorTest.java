package dev.rekindle.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** The messages, word for word: they are part of the interface. */
class PodCodecErrorTest {
    private static final String INT = "expected an integer from -2147483648 to 2147483647, got ";
    private static final String KINDS = "expected Pod, PodList or List, ";
    private static final String NOTHING = "nothing in it: expected a Pod, PodList or List in YAML or JSON";

    static final Arguments[] VALUES = {
        Arguments.of("containers: {}", "line 5, column 3: spec.containers: expected a list, got an object"),
        Arguments.of("containers: ''", "line 5, column 3: spec.containers: expected a list, got \"\""),
        Arguments.of("containers: [3]", "line 5, column 16: spec.containers[0]: expected an object, got 3"),
        Arguments.of(
                "containers: [{name: 3}]",
                "line 5, column 17: spec.containers[0].name: expected a string, got 3: put it in quotes"),
        Arguments.of(
                "containers: [{args: [a, yes]}]",
                "line 5, column 27: spec.containers[0].args[1]: expected a string, got true: put it in quotes, \"yes\""),
        Arguments.of(
                "containers: [{args: [y]}]",
                "line 5, column 24: spec.containers[0].args[0]: expected a string, got true: put it in quotes, \"y\""),
        Arguments.of(
                "containers: [{env: [{name: A, value: 1.0}]}]",
                "line 5, column 33: spec.containers[0].env[0].value: expected a string, got 1: put it in quotes, \"1.0\""),
        Arguments.of(
                "containers: [{resources: {limits: {cpu: true}}}]",
                "line 5, column 38: spec.containers[0].resources.limits.cpu: expected a string, got true: put it in quotes"),
        Arguments.of(
                "restartPolicy: 3", "line 5, column 3: spec.restartPolicy: expected a string, got 3: put it in quotes"),
        Arguments.of("restartPolicy: [Never]", "line 5, column 3: spec.restartPolicy: expected a string, got a list"),
        Arguments.of("hostNetwork: 'true'", "line 5, column 3: spec.hostNetwork: expected true or false, got \"true\""),
        Arguments.of("hostNetwork: 1", "line 5, column 3: spec.hostNetwork: expected true or false, got 1"),
        Arguments.of(
                "terminationGracePeriodSeconds: 99999999999999999999",
                "line 5, column 3: spec.terminationGracePeriodSeconds: expected an integer of 64 bits, got 99999999999999999999"),
        Arguments.of(
                "terminationGracePeriodSeconds: 9223372036854775808",
                "line 5, column 3: spec.terminationGracePeriodSeconds: expected an integer of 64 bits, got 9223372036854775808"),
        Arguments.of(
                "terminationGracePeriodSeconds: 30s",
                "line 5, column 3: spec.terminationGracePeriodSeconds: expected an integer of 64 bits, got \"30s\""),
        Arguments.of(
                "containers: [{livenessProbe: {tcpSocket: {port: 1.5}}}]",
                "line 5, column 45: spec.containers[0].livenessProbe.tcpSocket.port: expected an integer of 32 bits or a string, got 1.5"),
        Arguments.of("hostname: a\n  hostname: b", "line 6, column 3: spec.hostname: duplicate key"),
        Arguments.of(
                "hostname:\n\t- a", "line 6, column 1: not valid YAML: a tab cannot start a token, indent with spaces"),
        Arguments.of("hostname: 'a", "line 6, column 1: not valid YAML: found unexpected end of stream"),
        Arguments.of("hostname: a: b", "line 5, column 14: not valid YAML: mapping values are not allowed here"),
        Arguments.of(
                "hostname: @a", "line 5, column 13: not valid YAML: found character '@' that cannot start any token"),
        Arguments.of("hostname: *a", "line 5, column 13: unknown alias \"a\""),
        Arguments.of("a: &a [*a]", "line 5, column 10: unknown alias \"a\""),
        Arguments.of("<<: 3", "line 5, column 3: merge key <<: expected an object or a list of objects"),
        Arguments.of("? [a]\n  : b", "line 5, column 5: not a key: expected plain text"),
        Arguments.of("a: .inf", "line 5, column 6: not a number of JSON: \".inf\""),
    };

    static final Arguments[] CODES = {
        Arguments.of("abc", "\"abc\""),
        Arguments.of("\"88\"", "\"88\""),
        Arguments.of("3000000000", "3000000000"),
        Arguments.of("-2147483649", "-2147483649"),
        Arguments.of("1.5", "1.5"),
        Arguments.of("1e10", "10000000000"),
        Arguments.of("1e400", "\"1e400\""),
        Arguments.of("true", "true"),
        Arguments.of("[1]", "a list"),
        Arguments.of("{a: 1}", "an object"),
        Arguments.of("0o18", "\"0o18\""),
        Arguments.of("\"" + "x".repeat(100) + "\"", "\"" + "x".repeat(60) + "...\""),
    };

    static final Arguments[] TEXTS = {
        Arguments.of("", NOTHING),
        Arguments.of(" \n", NOTHING),
        Arguments.of("# only\n", NOTHING),
        Arguments.of("---\n---\n", NOTHING),
        Arguments.of("- a\n", "line 1, column 1: expected a Kubernetes object, got a list"),
        Arguments.of("[]", "line 1, column 1: expected a Kubernetes object, got a list"),
        Arguments.of("hello", "line 1, column 1: expected a Kubernetes object, got \"hello\""),
        Arguments.of("42", "line 1, column 1: expected a Kubernetes object, got 42"),
        Arguments.of("{}", "line 1, column 1: kind: " + KINDS + "none given"),
        Arguments.of("spec: {}", "line 1, column 1: kind: " + KINDS + "none given"),
        Arguments.of("kind: 3", "line 1, column 1: kind: expected a string, got 3"),
        Arguments.of("kind: Service", "line 1, column 1: kind: " + KINDS + "got \"Service\""),
        Arguments.of("kind: Service\n---\nkind: Secret", "line 1, column 1: kind: " + KINDS + "got \"Service\""),
        Arguments.of("a: b\n---\nkind: Service", "line 1, column 1: kind: " + KINDS + "none given"),
        Arguments.of(
                "apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: []}}}",
                "line 2, column 1: kind: " + KINDS + "got \"Deployment\" (its pod is spec.template)"),
        Arguments.of("apiVersion: v2\nkind: Pod", "line 1, column 1: apiVersion: expected v1, got \"v2\""),
        Arguments.of("kind: List\nitems: {}", "line 2, column 1: items: expected a list, got an object"),
        Arguments.of("kind: List\nitems: [{}]", "line 2, column 9: items[0].kind: " + KINDS + "none given"),
        Arguments.of("kind: PodList\nitems: [3]", "line 2, column 9: items[0]: expected a Kubernetes object, got 3"),
        Arguments.of(
                "kind: Pod\n---\nkind: PodList\nitems:\n- {}\n- spec: {hostname: 3}",
                "line 6, column 10: items[1].spec.hostname: expected a string, got 3: put it in quotes"),
        Arguments.of("kind: Pod\nspec: []", "line 2, column 1: spec: expected an object, got a list"),
        Arguments.of(
                "kind: Pod\nmetadata: {labels: {app.x/y: 1}}",
                "line 2, column 21: metadata.labels[\"app.x/y\"]: expected a string, got 1: put it in quotes"),
        Arguments.of(
                "kind: Pod\nmetadata: {labels: {\"\": 1}}",
                "line 2, column 21: metadata.labels[\"\"]: expected a string, got 1: put it in quotes"),
        Arguments.of(
                "kind: Pod\nstatus: {startTime: yesterday}",
                "line 2, column 10: status.startTime: expected an RFC 3339 time such as 2026-01-01T00:00:00Z, got \"yesterday\""),
        Arguments.of(
                "kind: Pod\nstatus: {containerStatuses: [{state: {terminated: {exitCode: killed}}}]}",
                "line 2, column 52: status.containerStatuses[0].state.terminated.exitCode: " + INT + "\"killed\""),
        Arguments.of(
                "kind: Pod\nstatus: {conditions: [{type: Ready, status: True}]}",
                "line 2, column 37: status.conditions[0].status: expected a string, got true: put it in quotes, \"True\""),
        Arguments.of(
                "kind: Pod\na: &a {hostname: 3}\nspec: *a",
                "line 3, column 7: spec.hostname: expected a string, got 3: put it in quotes"),
        Arguments.of("kind: Pod\na: &a x\n---\nkind: Pod\nb: *a", "line 5, column 4: unknown alias \"a\""),
        Arguments.of("kind: Pod\nkind: Pod", "line 2, column 1: kind: duplicate key"),
        Arguments.of("{\"kind\":\"Pod\",\"kind\":\"Pod\"}", "line 1, column 15: kind: duplicate key"),
        Arguments.of("{\"kind\":\"Pod\",", "line 1, column 15: not valid JSON: the text ends too early"),
        Arguments.of(
                "{\n\t\"kind\": \"Pod\",\n\t\"spec\": {\"hostname\": 3}\n}",
                "line 3, column 11: spec.hostname: expected a string, got 3: put it in quotes"),
        Arguments.of(
                "{\"kind\":\"Pod\" \"a\":1}",
                "line 1, column 15: not valid JSON: Unexpected character ('\"' (code 34)):"
                        + " was expecting comma to separate Object entries"),
        Arguments.of("\u0000\u0001junk", "not text: character U+0000 at offset 0 is not allowed in YAML"),
    };

    @ParameterizedTest
    @FieldSource("VALUES")
    void aWrongValue(String field, String message) {
        String pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  " + field + "\n";
        assertThat(TestPods.error(pod)).isEqualTo(message);
    }

    @ParameterizedTest
    @FieldSource("CODES")
    void aWrongExitCode(String written, String shown) {
        String pod = """
                kind: Pod
                spec:
                  containers:
                  - restartPolicyRules:
                    - {}
                    - exitCodes:
                        operator: In
                        values: [0, 1, %s]
                """.formatted(written);
        assertThat(TestPods.error(pod))
                .isEqualTo("line 8, column 24: spec.containers[0].restartPolicyRules[1].exitCodes.values[2]: " + INT
                        + shown);
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void aWrongText(String text, String message) {
        assertThat(TestPods.error(text)).isEqualTo(message);
    }

    @Test
    void notOnePod() {
        assertThatThrownBy(() -> PodCodec.readOne("kind: Pod\n---\nkind: Pod"))
                .isInstanceOf(PodFormatException.class)
                .hasMessage("expected one Pod, got 2");
        assertThatThrownBy(() -> PodCodec.readOne("kind: PodList")).hasMessage("expected one Pod, got 0");
    }

    @Test
    void notUtf8() {
        byte[] latin1 = "kind: Pod\nmetadata: {name: caf\u00E9}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = {(byte) 0xFE, (byte) 0xFF, 0, 'k', 0};
        byte[] utf32 = {0, 0, (byte) 0xFE, (byte) 0xFF, 0, 0, 0, 'k'};
        assertThatThrownBy(() -> PodCodec.read(new ByteArrayInputStream(latin1)))
                .hasMessage("not UTF-8 text: the byte at offset 30 fits no character");
        assertThatThrownBy(() -> PodCodec.read(new ByteArrayInputStream(utf16)))
                .hasMessage("not UTF-16 text: the byte at offset 4 fits no character");
        assertThatThrownBy(() -> PodCodec.read(new ByteArrayInputStream(utf32)))
                .hasMessage("UTF-32, which kubectl does not read: expected UTF-8, or UTF-16 with a byte order mark");
    }

    @Test
    void aStreamThatBreaksIsNoFormatError() {
        try (var broken = new ByteArrayInputStream(new byte[0]) {
            @Override
            public byte[] readNBytes(int length) throws IOException {
                throw new IOException("gone");
            }
        }) {
            assertThatThrownBy(() -> PodCodec.read(broken))
                    .isInstanceOf(IOException.class)
                    .hasMessage("gone");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
