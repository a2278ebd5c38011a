package org.copyblade.blade.flashcopy.internal.virtualize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.flashcopy.internal.virtualize.GroupBinding.RestoreNote;
import org.copyblade.blade.flashcopy.internal.virtualize.GroupBinding.Stage;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.CopyState.Background;
import org.junit.jupiter.api.Test;

/** What one look says of a group, and the forms that looks and bindings have. */
class GroupJudgeTest {
    private static final CopyGroupId GROUP = new CopyGroupId("TEST0001");
    private static final String COPY = "CB_TEST0001";
    private static final String BACK = "CR_TEST0001";

    /** As version 1 has always written it: later releases must go on reading this. */
    private static final String KEPT = "{\"cluster\":\"C\",\"stage\":\"ESTABLISHED\","
            + "\"pairs\":[[\"uid1\",\"uid3\"],[\"uid2\",\"uid4\"]],\"copyRate\":50,"
            + "\"at\":\"2026-01-01T12:00:00Z\",\"restore\":{\"cleared\":true,\"sources\":[\"uid1\"]}}";

    private final List<FlashMapping> mappings = new ArrayList<>();
    private Set<String> groups = Set.of(COPY);

    @Test
    void group_isWhatItsMappingsAreTogether() {
        assertThat(state(Stage.PREPARED)).isEqualTo(new CopyState.Preparing(0));
        both("idle_or_copied", 0);
        assertThat(state(Stage.PREPARED)).isInstanceOf(CopyState.Preparing.class);
        both("prepared", 0);
        assertThat(state(Stage.PREPARED)).isEqualTo(new CopyState.Prepared());
        both("copying", 40);
        assertThat(state(Stage.PREPARED))
                .isEqualTo(new CopyState.Established(Optional.empty(), Background.COPYING, OptionalInt.of(40)));
        both("idle_or_copied", 100);
        assertThat(state(Stage.ESTABLISHED))
                .isEqualTo(new CopyState.Established(Optional.empty(), Background.COPIED, OptionalInt.empty()));
    }

    @Test
    void halfAGroup_isNoCopy() {
        mappings.add(new FlashMapping("1", "1", "3", COPY, "copying", 10, 50));
        assertThat(state(Stage.PREPARED)).isInstanceOf(CopyState.Failed.class);
        mappings.add(new FlashMapping("2", "2", "4", COPY, "prepared", 0, 50));
        assertThat(state(Stage.PREPARED))
                .isEqualTo(new CopyState.Failed("not all of its mappings have a point in time"));
    }

    @Test
    void mappingsOfAnotherGroup_areNotOurs() {
        mappings.add(new FlashMapping("1", "1", "3", "CB_OTHER001", "copying", 10, 50));
        groups = Set.of("CB_OTHER001");
        assertThat(state(Stage.ESTABLISHED)).isEqualTo(new CopyState.Absent());
        mappings.set(0, new FlashMapping("1", "1", "3", "", "copying", 10, 50));
        assertThat(state(Stage.ESTABLISHED)).isInstanceOf(CopyState.Failed.class);
    }

    @Test
    void reverseCopy_isARestore() {
        both("idle_or_copied", 100);
        mappings.add(new FlashMapping("9", "3", "1", BACK, "copying", 30, 50));
        assertThat(state(Stage.ESTABLISHED)).isEqualTo(new CopyState.Restoring(30));
        mappings.set(2, new FlashMapping("9", "3", "1", BACK, "idle_or_copied", 100, 50));
        assertThat(state(Stage.ESTABLISHED)).isInstanceOf(CopyState.Established.class);
        mappings.set(2, new FlashMapping("9", "3", "1", BACK, "stopped", 30, 50));
        assertThat(state(Stage.ESTABLISHED)).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void binding_isWrittenAsItHasAlwaysBeen() throws Exception {
        GroupBinding full = new GroupBinding(
                "C",
                Stage.ESTABLISHED,
                List.of(new UidPair("uid1", "uid3"), new UidPair("uid2", "uid4")),
                50,
                Optional.of(Instant.parse("2026-01-01T12:00:00Z")),
                Optional.of(new RestoreNote(true, Set.of("uid1"))));
        assertThat(GroupBindingForm.write(full)).isEqualTo(new Binding(1, KEPT));
        assertThat(GroupBindingForm.read(new Binding(1, KEPT))).isEqualTo(full);
        for (Binding foreign : List.of(
                new Binding(2, KEPT),
                new Binding(1, "{\"system\":\"2107-75ABC11\",\"stage\":\"PLANNED\",\"pairs\":[]}"),
                new Binding(1, "no json"))) {
            assertThatThrownBy(() -> GroupBindingForm.read(foreign))
                    .isInstanceOfSatisfying(
                            BladeException.class, e -> assertThat(e.code()).isEqualTo("FLASHCOPY-BINDING"));
        }
    }

    @Test
    void answerOfAnotherForm_isNotUnderstood() throws Exception {
        for (String answer :
                List.of("{}", "[{}]", "[{\"id\":\"1\",\"name\":\"v\",\"vdisk_UID\":\"6\",\"capacity\":\"1GB\"}]")) {
            assertThatThrownBy(() -> ClusterShapes.vdisks(new JsonMapper().readTree(answer)))
                    .isInstanceOfSatisfying(
                            RestException.class, e -> assertThat(e.maybeDone()).isTrue());
        }
    }

    private void both(String status, int progress) {
        mappings.clear();
        mappings.add(new FlashMapping("1", "1", "3", COPY, status, progress, 50));
        mappings.add(new FlashMapping("2", "2", "4", COPY, status, progress, 50));
    }

    private CopyState state(Stage stage) {
        List<Vdisk> vdisks = List.of(vdisk("1"), vdisk("2"), vdisk("3"), vdisk("4"));
        GroupBinding binding =
                GroupBinding.found("C", stage, List.of(new UidPair("uid1", "uid3"), new UidPair("uid2", "uid4")), 50);
        return new GroupJudge(binding, GROUP, new ClusterView(vdisks, mappings, List.copyOf(groups))).state();
    }

    private static Vdisk vdisk(String id) {
        return new Vdisk(id, "v" + id, "uid" + id, 1024, "online", false);
    }
}
