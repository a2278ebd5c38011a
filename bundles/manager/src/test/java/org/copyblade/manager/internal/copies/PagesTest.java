package org.copyblade.manager.internal.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.copyblade.catalog.CatalogException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

    private static final int SIZE = 3;

    private int reads;

    /** Of the numbers from 1. */
    private Pages<Integer> pages(int last) {
        return new Pages<>(SIZE, (after, limit) -> {
            reads++;
            return IntStream.rangeClosed(after.orElse(0) + 1, last)
                    .limit(limit)
                    .boxed()
                    .toList();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void everything_isReadOnce_inItsOrder(int last) throws CatalogException {
        Pages<Integer> pages = pages(last);
        List<Integer> all = new ArrayList<>();
        for (List<Integer> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            all.addAll(page);
        }

        assertThat(all)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, last).boxed().toList());
        assertThat(pages.next()).isEmpty();
        assertThat(reads).isEqualTo(last / SIZE + 1);
    }

    @Test
    void nothing_isReadBehindWhatIsLookedFor() throws CatalogException {
        assertThat(pages(7).first(number -> number == 4)).contains(4);
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void whatIsNotThere_isNotFound() throws CatalogException {
        assertThat(pages(7).first(number -> number == 8)).isEmpty();
        assertThat(reads).isEqualTo(3);
    }
}
