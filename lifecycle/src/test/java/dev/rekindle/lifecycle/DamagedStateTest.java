package dev.rekindle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A state that was read back from a file may be damaged: what tells nothing is left out, and no list is too long. */
class DamagedStateTest {
    private static PodState read(String json) throws Exception {
        return new ObjectMapper().readValue(json.replace('\'', '"'), PodState.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // ids of causes, - for a null and ! for one without an id | ids that are kept
                "a       | a",
                "a b c d | a b c d",
                "a b c d e f | c d e f",
                "- a ! b | a b",
                "a b c d ! - | a b c d",
                "a b - c d e | b c d e",
                "- !     | ''",
            })
    void keepsTheNewestCausesThatTell(String ids, String kept) throws Exception {
        List<String> causes = List.of(ids.split(" ", -1)).stream()
                .map(id -> switch (id) {
                    case "-" -> "null";
                    case "!" -> "{'container': 'trainer'}";
                    default -> "{'containerID': '" + id + "'}";
                })
                .toList();
        PodState state = read("{'causes': [" + String.join(",", causes) + "]}");
        assertThat(state.causes().stream().map(RestartCause::containerID).collect(Collectors.joining(" ")))
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}",
                "{'work': null, 'status': null, 'backOff': null, 'startErrors': null, 'causes': null, 'imagePulls': null}",
                "{'backOff': {'k': null}, 'startErrors': {'c': null}, 'imagePulls': {'i': null}, 'causes': [null]}",
                "{'unheardOf': 1}",
            })
    void ofNothingIsTheFirstOne(String json) throws Exception {
        assertThat(read(json)).isEqualTo(PodState.INITIAL);
    }

    @ParameterizedTest
    @CsvSource({"1", "4"})
    void keepsWhatIsWhole(int count) throws Exception {
        String causes = IntStream.range(0, count)
                .mapToObj(i -> "{'containerID': 'c" + i + "', 'exitCode': 88, 'rule': " + i + "}")
                .collect(Collectors.joining(","));
        PodState state = read("{'work': 'TERMINATED', 'causes': [" + causes + "],"
                + " 'startErrors': {'c': {'reason': 'ErrImagePull'}}}");
        assertThat(state.work()).isEqualTo(PodState.Work.TERMINATED);
        assertThat(state.causes()).extracting(RestartCause::rule).hasSize(count).contains(count - 1);
        assertThat(state.startErrors()).containsEntry("c", new Failure("ErrImagePull", ""));
    }
}
