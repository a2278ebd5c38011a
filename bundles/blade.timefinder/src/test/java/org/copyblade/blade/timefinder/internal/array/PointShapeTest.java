package org.copyblade.blade.timefinder.internal.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import org.copyblade.blade.timefinder.internal.rest.RestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A point in time as the resource of generations spells it, and as that of snapids does. */
class PointShapeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"snap_id\":205117440257,\"sourceVolume\":[{\"name\":\"0012F\"},{\"name\":\"00130\"}]}",
                "{\"snapid\":205117440257,\"source_volume\":[{\"name\":\"0012f\"},{\"name\":\"00130\"}]}",
                "{\"snapid\":\"205117440257\",\"source_volume\":[{\"name\":\"0012F\"},{\"name\":\"00130\"}]}"
            })
    void bothSpellings_areOnePointInTime(String document) throws Exception {
        assertThat(Shapes.point(node(document)))
                .isEqualTo(new PointInTime(205117440257L, Set.of(new VolumeId("0012F"), new VolumeId("00130"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"snap_id\":1}", "{\"sourceVolume\":[{\"name\":\"0012F\"}]}"})
    void pointWithoutItsNumberOrItsVolumes_isNotUnderstood(String document) {
        assertThatThrownBy(() -> Shapes.point(node(document)))
                .isInstanceOf(RestException.class)
                .hasMessageContaining(document);
    }

    @Test
    void secureTerm_isReadInBothSpellings_untilItIsOver() throws Exception {
        String time = "08:00:07 Mon, 03 Mar 2025 +0000";

        assertThat(Shapes.secure(node("{\"name\":\"n\",\"secureExpiryDate\":\"" + time + "\"}")))
                .contains(new SecureTerm(time));
        assertThat(Shapes.secure(node("{\"name\":\"n\",\"secure_expiry_date\":\"" + time + "\"}")))
                .contains(new SecureTerm(time));
        assertThat(Shapes.secure(node("{\"name\":\"n\",\"secure_expiry_date\":\"" + time + "\",\"expired\":true}")))
                .isEmpty();
        assertThat(Shapes.secure(node("{\"name\":\"n\",\"secureExpiryDate\":\"N/A\"}")))
                .isEmpty();
        assertThat(Shapes.secure(node("{\"name\":\"n\"}"))).isEmpty();
    }

    private static JsonNode node(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
