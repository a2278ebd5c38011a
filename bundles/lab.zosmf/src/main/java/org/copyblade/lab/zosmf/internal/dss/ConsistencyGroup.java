package org.copyblade.lab.zosmf.internal.dss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Subsystem;
import org.copyblade.lab.zos.Device;

/** {@code CGCREATED}: verifies that the freeze is still on, and thaws the subsystems of the volumes in any case. */
final class ConsistencyGroup {
    private final TaskContext task;

    ConsistencyGroup(TaskContext task) {
        this.task = task;
    }

    void run() throws TaskException {
        List<String> access = task.command().volsers("ACCESSVOLUME");
        if (access.isEmpty()) {
            throw new TaskException("ADR144E", "ACCESSVOLUME IS MISSING");
        }
        boolean verified = verify(task.command().volsers("FCCGVERIFY"));
        List<String> failures = thaw(access);
        if (!failures.isEmpty()) {
            throw new TaskException("ADR972E", "CGCREATED FAILED, " + String.join(", ", failures));
        }
        if (!verified) {
            throw new TaskException(
                    "ADR973E",
                    "FLASHCOPY CONSISTENCY GROUP VERIFICATION FAILED, VOLUME "
                            + task.command().volsers("FCCGVERIFY") + " IS NOT FROZEN");
        }
        task.messages().say("ADR971I", "CGCRT", "01", "FLASHCOPY CONSISTENCY GROUP CREATED");
    }

    /** A volume whose freeze has ended by its timer is not frozen any more. */
    private boolean verify(List<String> volsers) throws TaskException {
        for (String volser : volsers) {
            Device device = task.image().devices().online(volser).orElse(null);
            boolean frozen = device != null && subsystem(device).frozen().contains(device.volume());
            if (!frozen) {
                return false;
            }
        }
        return true;
    }

    private List<String> thaw(List<String> volsers) {
        List<String> failures = new ArrayList<>();
        Map<StorageSystem, Set<String>> subsystems = new LinkedHashMap<>();
        for (String volser : volsers) {
            task.image()
                    .devices()
                    .online(volser)
                    .ifPresentOrElse(
                            it -> subsystems
                                    .computeIfAbsent(it.system(), system -> new LinkedHashSet<>())
                                    .add(it.volume().substring(0, 2)),
                            () -> failures.add("VOLUME " + volser + " IS NOT ONLINE"));
        }
        subsystems.forEach((system, ids) -> {
            try {
                task.calls().make(() -> {
                    system.thaw(List.copyOf(ids));
                    return ids;
                });
            } catch (ArrayException refusal) {
                failures.add(refusal.getMessage());
            }
        });
        return failures;
    }

    private static Subsystem subsystem(Device device) {
        return device.system().subsystem(device.volume().substring(0, 2)).orElseThrow();
    }
}
