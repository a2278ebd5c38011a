package org.copyblade.blade.dfsmsdss.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.check.BladeFaults;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.check.ScratchVolume;
import org.copyblade.blade.check.Slots;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobStyle;
import org.copyblade.blade.dfsmsdss.internal.targets.VolserRanges;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;

/** Three volumes in two subsystems, or three data sets, of a z/OS in memory; every call meets another instance. */
final class InMemoryFixture implements BladeFixture {

    private final InMemoryZos zos;
    private final CopyPolicy policy;
    private final List<ScratchVolume> volumes;

    InMemoryFixture(CopyPolicy policy) {
        this.zos = zos();
        this.policy = policy;
        this.volumes = policy.method().equals("data-set")
                ? List.of(dataSet("red"), dataSet("green"), dataSet("blue"))
                : List.of(volume("red", "PR0100"), volume("green", "PR0101"), volume("blue", "PR0300"));
    }

    static InMemoryZos zos() {
        InMemoryZos zos = new InMemoryZos();
        zos.volume("PR0100", new InMemoryVolume(0x8100, 10, "75-ABC11"));
        zos.volume("PR0101", new InMemoryVolume(0x8101, 10, "75-ABC11"));
        zos.volume("PR0300", new InMemoryVolume(0x8300, 10, "75-ABC11"));
        zos.volume("PR0320", new InMemoryVolume(0x8320, 20, "75-ABC11"));
        for (int i = 0; i < 9; i++) {
            zos.volume("TG000" + i, new InMemoryVolume(0x8200 + i, 10, "75-ABC11"));
        }
        zos.volume("XX0001", new InMemoryVolume(0x9001, 10, "75-XYZ99"));
        for (String name : List.of("PROD.DB.RED", "PROD.DB.GREEN", "PROD.DB.BLUE")) {
            zos.dataSet(name, InMemoryVolume.dataSet());
        }
        return zos;
    }

    static DssSettings settings() {
        return new DssSettings(
                "zos1",
                new DataSetName("SYS2.COPYBLD"),
                new JobStyle("(ACCT),'COPYBLADE',CLASS=A,MSGCLASS=X", List.of(), List.of()),
                VolserRanges.parse("TG0000-TG0008,XX0001"),
                Map.of("01", 0x8100, "02", 0x8200, "03", 0x8300, "90", 0x9000),
                VolserRanges.parse("TG0008"),
                Duration.ofSeconds(120),
                true);
    }

    static DfsmsdssBlade blade(InMemoryZos zos) {
        return new DfsmsdssBlade(new Endpoint(settings(), zos, zos), () -> {});
    }

    @Override
    public CopyBlade blade() {
        return blade(zos);
    }

    @Override
    public CopyPolicy policy() {
        return policy;
    }

    @Override
    public List<ScratchVolume> volumes() {
        return volumes;
    }

    private ScratchVolume dataSet(String name) {
        String full = "PROD.DB." + name.toUpperCase(java.util.Locale.ROOT);
        return new Scratch(name, HostVolume.dataSet(full), zos.dataSet(full));
    }

    private ScratchVolume volume(String name, String volser) {
        return new Scratch(name, HostVolume.volser(volser), zos.volume(volser));
    }

    @Override
    public Optional<BladeFaults> faults() {
        return Optional.of(kind -> {
            switch (kind) {
                case LOST_ANSWER -> zos.releaseFault = InMemoryZos.ReleaseFault.ANSWER_LOST;
                case LATE_SUCCESS -> zos.releaseFault = InMemoryZos.ReleaseFault.LATE;
                case PARTIAL_FAILURE -> zos.secondCopyFails = true;
                case SLOW -> zos.releaseFault = InMemoryZos.ReleaseFault.ANSWER_SLOW;
                case LOGGED_OUT ->
                    zos.refusesNext(ZosmfException.of(Reason.CREDENTIALS, "the user is refused, HTTP 401"));
                case SERVER_ERROR -> zos.refusesNext(ZosmfException.of(Reason.UNKNOWN, "out of order, HTTP 503"));
                case SERVER_ERROR_AFTER -> zos.releaseFault = InMemoryZos.ReleaseFault.ANSWER_LOST;
                case HOLD_EXPIRES -> zos.freezeExpires = true;
            }
            return true;
        });
    }

    @Override
    public void close() {
        List<String> left =
                zos.catalog().stream().filter(name -> name.startsWith("SYS2.")).toList();
        if (!left.isEmpty() || !zos.allJobs().isEmpty()) {
            throw new IllegalStateException("left behind: " + left + " " + zos.allJobs());
        }
    }

    private final class Scratch implements ScratchVolume {
        private final String name;
        private final HostVolume host;
        private final InMemoryVolume content;

        private Scratch(String name, HostVolume host, InMemoryVolume content) {
            this.name = name;
            this.host = host;
            this.content = content;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public HostVolume host() {
            return host;
        }

        @Override
        public Slots content() {
            return content;
        }

        @Override
        public Slots exposed(String location) {
            int at = location.indexOf('@');
            return at < 0 ? zos.dataSet(location) : zos.volume(location.substring(0, at));
        }
    }
}
