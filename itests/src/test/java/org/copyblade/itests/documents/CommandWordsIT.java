package org.copyblade.itests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.api.ErrorCode;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No document and no error names a command that is not there; every command is named by the page for operators or its help. */
class CommandWordsIT {

    private static final Pattern WORD = Pattern.compile("\\b(slb|blade|system|deploy):([a-z]+)\\b");

    private static Set<String> there;

    @BeforeAll
    static void askTheDistribution() throws Exception {
        try (Tree tree = Tree.copy()) {
            assertThat(tree.run("start").status()).isZero();
            there = tree.run("exec", "help")
                    .out()
                    .lines()
                    .map(line -> line.split(" ", 2)[0])
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void documents_nameCommandsThatAreThere() throws IOException {
        assertThat(DocumentsIT.all()).allSatisfy(document -> assertThat(there).containsAll(words(document.text())));
    }

    @Test
    void hints_nameCommandsThatAreThere() {
        assertThat(Stream.of(ErrorCode.values()))
                .allSatisfy(code -> assertThat(there).containsAll(words(code.hint())));
    }

    @Test
    void operating_namesEveryCommand() throws IOException {
        Set<String> ours = there.stream()
                .filter(name -> WORD.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(words(Document.of("distribution/docs/OPERATING.md").text())).containsAll(ours);
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
