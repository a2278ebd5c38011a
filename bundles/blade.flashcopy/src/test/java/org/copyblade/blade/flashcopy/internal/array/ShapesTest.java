package org.copyblade.blade.flashcopy.internal.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShapesTest {

    private static final String RELATION = "{'id':'0100:0200','source_volume':{'id':'0100','link':{}},"
            + "'target_volume':{'id':'0200','link':{}},'persistent':'enabled','recording':'multinc',"
            + "'backgroundcopy':'disabled','out_of_sync_tracks':'15240','state':'valid'}";

    @Test
    void theArrayOfRelationsHasTwoSpellings() throws Exception {
        Relation relation = new Relation(Pair.of("0100:0200"), true, true, false, 15_240, "valid");

        assertThat(Shapes.relations(json("{'data':{'flashcopies':[" + RELATION + "]}}")))
                .containsExactly(relation);
        assertThat(Shapes.relations(json("{'data':{'flashcopy':[" + RELATION + "]}}")))
                .containsExactly(relation);
    }

    @Test
    void anAnswerThatIsCutShortIsRefused() {
        assertThatThrownBy(() -> Shapes.relations(json(
                        "{'counts':{'data_counts':1,'total_counts':2},'data':{'flashcopies':[" + RELATION + "]}}")))
                .hasMessageStartingWith("the answer holds 1 of 2 flashcopies");
    }

    @Test
    void aMissingCountOfTracksIsNotTakenForNone() {
        String without = RELATION.replace("'out_of_sync_tracks':'15240',", "");

        assertThatThrownBy(() -> Shapes.relations(json("{'data':{'flashcopies':[" + without + "]}}")))
                .hasMessageStartingWith("field 'out_of_sync_tracks' is missing");
    }

    @Test
    void anAnswerWithoutItsArrayIsRefused() {
        assertThatThrownBy(() -> Shapes.volumes(json("{'data':{}}"))).hasMessageStartingWith("no array 'volumes'");
    }

    @Test
    void theFreezeTimerMayBeMissing() throws Exception {
        assertThat(Shapes.subsystems(json("{'data':{'lss':[{'id':'fe','type':'ckd','extended_long_busy_time':'90'},"
                        + "{'id':'01','type':'fb'}]}}")))
                .containsExactly(
                        new Subsystem("FE", "ckd", Optional.of(Duration.ofSeconds(90))),
                        new Subsystem("01", "fb", Optional.empty()));
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
