package org.copyblade.blade.flashcopy.internal.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.junit.jupiter.api.Test;

class EstablishAnswerTest {

    private static final List<Pair> TWO = List.of(Pair.of("0100:0200"), Pair.of("0301:0401"));
    private static final String OK = "{'server':{'status':'ok','code':''}}";

    @Test
    void onePairIsAnsweredWithoutElements() throws Exception {
        assertThat(EstablishAnswer.read(json(OK), TWO.subList(0, 1))).containsExactly(new PairResult(TWO.get(0), ""));
    }

    @Test
    void everyElementIsLookedAt() throws Exception {
        JsonNode body = json(
                "{'responses':[" + OK + ",{'server':{'status':'failed','code':'000000AE','message':'target taken'}}]}");

        assertThat(EstablishAnswer.read(body, TWO))
                .containsExactly(new PairResult(TWO.get(0), ""), new PairResult(TWO.get(1), "000000AE target taken"));
    }

    @Test
    void anElementWithoutStatusIsAFailure() throws Exception {
        assertThat(EstablishAnswer.read(json("{'responses':[" + OK + ",{}]}"), TWO)
                        .get(1)
                        .isDone())
                .isFalse();
    }

    @Test
    void missingElementsMakeTheAnswerWorthless() {
        assertThatThrownBy(() -> EstablishAnswer.read(json("{'responses':[" + OK + "]}"), TWO))
                .isInstanceOfSatisfying(
                        RestException.class, e -> assertThat(e.maybeDone()).isTrue())
                .hasMessage("asked for 2 pairs, the answer speaks of 1");
        assertThatThrownBy(() -> EstablishAnswer.read(json(OK), TWO)).isInstanceOf(RestException.class);
    }

    @Test
    void anElementOfAnotherPairMakesTheAnswerWorthless() throws Exception {
        String other = "{'server':{'status':'ok'},'link':{'href':'https://h/api/v1/cs/flashcopies/0100:0209'}}";
        String own = "{'server':{'status':'ok'},'link':{'href':'https://h/api/v1/cs/flashcopies/0100%3A0200'}}";
        List<Pair> one = TWO.subList(0, 1);

        assertThatThrownBy(() -> EstablishAnswer.read(json("{'responses':[" + other + "]}"), one))
                .isInstanceOf(RestException.class);
        assertThat(EstablishAnswer.read(json("{'responses':[" + own + "]}"), one)
                        .get(0)
                        .isDone())
                .isTrue();
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
