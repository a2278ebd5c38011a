package org.copyblade.demo.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void table_linesUpWordsLeftAndFiguresRight() {
        TextTable table = new TextTable(2, "system", "blade", "ms");
        table.row("shop", "reflink", "12.5");

        assertThat(table).hasToString("system  blade      ms\nshop    reflink  12.5\n");
    }

    @Test
    void asMarkdown_figuresAreAlignedToTheRight() {
        TextTable table = new TextTable(1, "figure", "ms", "bar");
        table.row("window", "9.0", "<= 10");

        assertThat(table.toMarkdown()).isEqualTo("| figure | ms | bar |\n|---|--:|--:|\n| window | 9.0 | <= 10 |\n");
    }
}
