package org.copyblade.demo.ims.internal;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.demo.ims.fixture.LabEndpoints;
import org.copyblade.demo.ims.fixture.Placement;
import org.copyblade.demo.ims.fixture.Storage;
import org.copyblade.demo.ims.fixture.Technology;

/**
 * What can be shown.
 *
 * @param name as {@code --blade} takes it
 * @param placement which storage the volumes of the group are on
 * @param ways the first is shown from backup to restore, one backup is taken by each of the others
 */
record Choice(String name, Placement placement, List<Way> ways) {

    private static final Way FLASHCOPY = Way.of(Technology.FLASHCOPY, Map.of());
    private static final Way DFSMSDSS = Way.of(Technology.DFSMSDSS, Map.of());

    /** Unless another is asked for. */
    private static final Choice STANDARD = new Choice("", Placement.on(Storage.DS8000), List.of(FLASHCOPY, DFSMSDSS));

    private static final List<Choice> NAMED = List.of(
            new Choice("flashcopy", Placement.on(Storage.DS8000), List.of(FLASHCOPY)),
            new Choice("dfsmsdss", Placement.on(Storage.DS8000), List.of(DFSMSDSS)),
            new Choice(
                    "timefinder",
                    Placement.on(Storage.POWERMAX),
                    List.of(Way.of(Technology.TIMEFINDER, Map.of("background.copy", "nocopy")))),
            new Choice(
                    "clone",
                    Placement.on(Storage.POWERMAX),
                    List.of(new Way("clone", List.of(Technology.TIMEFINDER), LabEndpoints::clones))),
            new Choice(
                    "bcv",
                    Placement.on(Storage.POWERMAX),
                    List.of(new Way("bcv", List.of(Technology.TIMEFINDER), LabEndpoints::bcvSets))),
            new Choice("shadowimage", Placement.on(Storage.VSP), List.of(Way.of(Technology.SHADOWIMAGE, Map.of()))),
            mixed("mixed", unused -> Map.of()),
            mixed("mixed-clone", unused -> LabEndpoints.clonesBesideOthers()),
            mixed("mixed-bcv", LabEndpoints::bcvSetsBesideOthers));

    Choice {
        ways = List.copyOf(ways);
    }

    /** All blades in one backup; what only one of them goes by is said of it alone. */
    private static Choice mixed(String name, Function<LabEndpoints, Map<String, String>> options) {
        List<Technology> all =
                List.of(Technology.SHADOWIMAGE, Technology.TIMEFINDER, Technology.FLASHCOPY, Technology.DFSMSDSS);
        return new Choice(name, Placement.EVERYWHERE, List.of(new Way(name, all, options)));
    }

    /** @param name empty for the usual one */
    static Choice of(String name) throws CopybladeException {
        if (name.isEmpty()) {
            return STANDARD;
        }
        return NAMED.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CopybladeException(
                        ErrorCode.COMMAND_INVALID,
                        "the demo has no blade '" + name + "'; it has "
                                + String.join(
                                        ", ", NAMED.stream().map(Choice::name).toList())));
    }
}
