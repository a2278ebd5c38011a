package org.copyblade.blade.shadowimage.internal.array;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapesTest {

    /** A threshold of the pool does no harm to an image; an error of the pair does. */
    @ParameterizedTest
    @CsvSource({
        "PAIR, true, false, false",
        "PFUL, true, false, false",
        "PSUS, false, true, false",
        "PFUS, false, true, false",
        "PSUE, false, false, true"
    })
    void statusOfASnapshot_isReadAsThatOfAPair(String status, boolean inStep, boolean copied, boolean suspended)
            throws Exception {
        MirrorPair pair = Shapes.snapshots(List.of(node("{\"pvolLdevId\":256,\"svolLdevId\":512,\"muNumber\":3,"
                        + "\"isConsistencyGroup\":true,\"status\":\"" + status + "\"}")))
                .get(0);

        assertThat(pair.name()).isEqualTo("256,3");
        assertThat(pair.isInStep()).isEqualTo(inStep);
        assertThat(pair.isCopied()).isEqualTo(copied);
        assertThat(pair.isSuspended()).isEqualTo(suspended);
    }

    /** Whoever asked it, and of whichever server. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ConfigurationManager/v1/objects/local-clone-copygroups/G,GP_,GS_/actions/split/invoke",
                "/ConfigurationManager/v1/objects/storages/886000123456/local-clone-copygroups/G,GP_,GS_/actions/split/invoke",
                "/ConfigurationManager/v1/objects/storages/instance/local-clone-copygroups/G%2CGP_%2CGS_/actions/split/invoke",
                "/ConfigurationManager/v1/objects/local-clone-copygroups/G%2cGP_%2cGS_/actions/split/invoke?x=1"
            })
    void orderOfAJob_isTheSameInBothFormsOfItsAddress(String url) throws Exception {
        StorageJob job = Shapes.job(node("{\"jobId\":7,\"userId\":\"u\",\"state\":\"Succeeded\","
                + "\"request\":{\"requestUrl\":\"" + url + "\"},\"affectedResources\":[]}"));

        assertThat(job.order()).isEqualTo("/local-clone-copygroups/G,GP_,GS_/actions/split/invoke");
    }

    @Test
    void jobThatHasFailed_hasActedOnWhatItLists() throws Exception {
        String failed = "{\"jobId\":7,\"state\":\"Failed\",\"request\":{\"requestUrl\":\"/v1/objects/x\"},"
                + "\"affectedResources\":[%s]}";

        assertThat(Shapes.job(node(failed.formatted(""))).hasActed()).isFalse();
        assertThat(Shapes.job(node(failed.formatted("\"/v1/objects/x/1\""))).hasActed())
                .isTrue();
    }

    private static JsonNode node(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
