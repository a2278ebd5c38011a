package org.copyblade.blade.dfsmsdss.internal.targets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.dfsmsdss.internal.zos.Device;
import org.junit.jupiter.api.Test;

class TargetChoiceTest {

    private static final Device SOURCE = device("PR0001", 10, "A");

    @Test
    void theFirstOfThePoolOnTheSystemOfTheSourceIsTaken_thenTheFirstOfAnyOther() {
        Map<Volser, Device> devices = new HashMap<>();
        for (Device device : new Device[] {
            device("TG0001", 10, "C"),
            device("TG0002", 10, "B"),
            device("TG0003", 10, "A"),
            device("TG0004", 20, "A"),
            device("TG0005", 10, "A")
        }) {
            devices.put(device.volser(), device);
        }
        TargetChoice choice =
                new TargetChoice(devices, VolserRanges.parse("TG0001-TG0009"), Set.of(new Volser("TG0005")));

        assertThat(choice.left()).isEqualTo(4);
        assertThat(choice.next(SOURCE)).contains(devices.get(new Volser("TG0003")));
        assertThat(choice.next(SOURCE)).contains(devices.get(new Volser("TG0001")));
        assertThat(choice.next(SOURCE)).contains(devices.get(new Volser("TG0002")));
        assertThat(choice.next(SOURCE)).isEmpty();
        assertThat(choice.left()).isEqualTo(1);
    }

    private static Device device(String volser, int cylinders, String system) {
        return new Device(new Volser(volser), "0200", "2107900", cylinders, system, "01");
    }
}
