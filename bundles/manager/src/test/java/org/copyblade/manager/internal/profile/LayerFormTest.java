package org.copyblade.manager.internal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerFormTest {

    private static final Map<String, Layer> LAYERS = Map.of(
            "org.copyblade.defaults",
                    new Layer(
                            Map.of("generations", "3", "command.before", "\"a\" \\ \u00e4\n"),
                            Set.of("blade", "b"),
                            ""),
            "org.copyblade.profile~nightly", new Layer(Map.of(), Set.of(), "shop"));

    /** The form in which every version before has written. */
    private static final String WRITTEN =
            """
            {
              "org.copyblade.defaults" : {
                "values" : {
                  "command.before" : "\\"a\\" \\\\ \u00e4\\n",
                  "generations" : "3"
                },
                "locked" : [ "b", "blade" ],
                "system" : ""
              },
              "org.copyblade.profile~nightly" : {
                "values" : { },
                "locked" : [ ],
                "system" : "shop"
              }
            }""";

    @Test
    void whatIsWritten_isReadAgain() throws IOException {
        assertThat(LayerForm.write(LAYERS)).isEqualTo(WRITTEN);
        assertThat(LayerForm.read(WRITTEN)).isEqualTo(LAYERS);
        assertThat(LayerForm.read(LayerForm.write(Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "{",
                "{}{}",
                "{} 1",
                "{\"p\":7}",
                "{\"p\":{}}",
                "{\"p\":null}",
                "{\"p\":{\"values\":{},\"locked\":[]}}",
                "{\"p\":{\"values\":{},\"system\":\"\"}}",
                "{\"p\":{\"locked\":[],\"system\":\"\"}}",
                "{\"p\":{\"values\":{\"a\":1},\"locked\":[],\"system\":\"\"}}",
                "{\"p\":{\"values\":{\"a\":null},\"locked\":[],\"system\":\"\"}}",
                "{\"p\":{\"values\":[],\"locked\":[],\"system\":\"\"}}",
                "{\"p\":{\"values\":{},\"locked\":[1],\"system\":\"\"}}",
                "{\"p\":{\"values\":{},\"locked\":{},\"system\":\"\"}}",
                "{\"p\":{\"values\":{},\"locked\":[],\"system\":1}}",
                "{\"p\":{\"values\":{},\"locked\":[],\"system\":\"\",\"more\":1}}",
                "{\"p\":{\"values\":{},\"locked\":[],\"system\":\"\"}",
                "{\"p\":{\"values\":{},\"locked\":[],\"system\":\"\"",
                "{\"p\":{\"values\":{\"a\":\"b\""
            })
    void anythingElse_isRefused(String text) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> LayerForm.read(text));
    }
}
