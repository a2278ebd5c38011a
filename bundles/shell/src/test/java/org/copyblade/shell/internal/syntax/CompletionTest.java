package org.copyblade.shell.internal.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.junit.jupiter.api.Test;

class CompletionTest {

    /** Commands as ours are written. */
    public static final class Commands {
        @Descriptor("takes a backup")
        public void backup(
                CommandSession session,
                @Descriptor("at once") @Parameter(names = "--no-wait", presentValue = "true", absentValue = "false")
                        boolean noWait,
                @Descriptor("at most so many") @Parameter(names = "--limit", absentValue = "20") int limit,
                @Descriptor("only of this") @Names(Subject.SYSTEM) @Parameter(names = "--system", absentValue = "")
                        String system,
                @Descriptor("name of the profile") @Names(Subject.PROFILE) String profile,
                @Descriptor("options") @Names(Subject.OPTION) String... options) {
            throw new UnsupportedOperationException();
        }

        @Descriptor("shows one")
        public void show(@Descriptor("id of the backup") @Names(Subject.BACKUP) String id) {
            throw new UnsupportedOperationException();
        }
    }

    private final CommandSyntax backup = CommandSyntax.of("slb:backup", Commands.class, "backup");
    private final CommandIndex index = new CommandIndex(() -> List.of(
            backup,
            CommandSyntax.of("slb:show", Commands.class, "show"),
            new CommandSyntax("felix:lb", "", List.of(), List.of())));
    private final Completion completion = new Completion(index, CompletionTest::names);

    private static List<Candidate> names(Subject subject, String profile) {
        return switch (subject) {
            case PROFILE -> List.of(new Candidate("nightly", "of shop"), new Candidate("hourly", "of shop"));
            case OPTION -> List.of(new Candidate(profile + ".generations=", "slots"));
            case BACKUP -> List.of(new Candidate("B12", "good"), new Candidate("B1", "good"));
            case SYSTEM -> List.of(new Candidate("shop", "postgresql"));
            case RUN, BLADE, COMMAND, ANYTHING -> List.of();
        };
    }

    private List<String> complete(String line) {
        return completion.of(line).stream().map(Candidate::text).toList();
    }

    @Test
    void firstWord_isACommandThatSaysWhatItDoes() {
        assertThat(complete("")).containsExactly("slb:backup", "slb:show");
        assertThat(complete("slb:s")).containsExactly("slb:show");
        assertThat(complete("slb:show B1; slb:b")).containsExactly("slb:backup");
        assertThat(complete("felix")).isEmpty();
    }

    @Test
    void laterWords_areWhatTheCommandTakes() {
        assertThat(complete("slb:show ")).containsExactly("B12", "B1");
        assertThat(complete("show B12")).containsExactly("B12");
        assertThat(complete("slb:show B1 ")).isEmpty();
        assertThat(complete("slb:backup ")).containsExactly("nightly", "hourly");
        assertThat(complete("slb:backup --limit 3 n")).containsExactly("nightly");
        assertThat(complete("slb:backup nightly ")).containsExactly("nightly.generations=");
        assertThat(complete("slb:backup 'nightly' a=b ")).containsExactly("nightly.generations=");
        assertThat(complete("slb:backup --")).containsExactly("--no-wait", "--limit", "--system");
        assertThat(complete("slb:backup --no-wait --n")).isEmpty();
        assertThat(complete("slb:backup --system ")).containsExactly("shop");
        assertThat(complete("nothing ")).isEmpty();
    }

    @Test
    void objection_saysWhatIsWrong() {
        assertThat(backup.objection(List.of())).isEqualTo("the name of the profile is missing");
        assertThat(backup.objection(List.of("nightly", "--limit"))).isEqualTo("--limit needs a value");
        assertThat(backup.objection(List.of("nightly", "--limit", "x")))
                .isEqualTo("--limit takes a whole number, not 'x'");
        assertThat(backup.objection(List.of("nightly", "--jsn"))).isEqualTo("there is no --jsn");
        assertThat(backup.objection(List.of("nightly", "a=b", "c=d"))).isEmpty();
        assertThat(index.objection("echo x; slb:show B1 B2", "show"))
                .isEqualTo(new CommandIndex.Objection("slb:show", "'B2' is one too many"));
    }

    @Test
    void usage_isWhatSomebodyWouldType() {
        assertThat(backup.usage())
                .isEqualTo(
                        "slb:backup [--no-wait] [--limit value] [--system value] <name of the profile> <options>...");
    }

    @Test
    void help_isAskedForByAFlag_ofOneKnownCommand() {
        assertThat(index.explained("slb:show --help")).contains("slb:show");
        assertThat(index.explained("slb:show B1")).isEmpty();
        assertThat(index.explained("slb:show --help; slb:backup")).isEmpty();
        assertThat(index.explained("nothing --help")).isEmpty();
    }
}
