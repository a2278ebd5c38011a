package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyblade.blade.dfsmsdss.internal.jcl.CopyStyle;
import org.copyblade.blade.dfsmsdss.internal.jcl.FastReplication;
import org.copyblade.blade.dfsmsdss.internal.jcl.MirrorChoice;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyPolicy.MirroredTarget;
import org.junit.jupiter.api.Test;

/** What the options of a profile mean to DFSMSdss. */
class PolicyCheckTest {

    @Test
    void whatMayBecomeOfAMirrorIsPassedOn() {
        assertThat(mirror(MirroredTarget.NO)).isEqualTo(MirrorChoice.REFUSED);
        assertThat(mirror(MirroredTarget.ALLOW)).isEqualTo(MirrorChoice.LOST);
        assertThat(mirror(MirroredTarget.PRESERVE_PREFERRED)).isEqualTo(MirrorChoice.PRESERVE_PREFERRED);
        assertThat(mirror(MirroredTarget.PRESERVE_REQUIRED)).isEqualTo(MirrorChoice.PRESERVE_REQUIRED);
    }

    @Test
    void aSpaceEfficientTargetIsPassedOn() {
        CopyPolicy policy = CopyPolicy.builder()
                .spaceEfficient(true)
                .backgroundCopy(BackgroundCopy.NOCOPY)
                .build();

        CopyStyle style = PolicyCheck.style(policy, true, false);

        assertThat(style).isEqualTo(new CopyStyle(FastReplication.REQUIRED, true, true, MirrorChoice.REFUSED, false));
        assertThat(PolicyCheck.style(CopyPolicy.builder().build(), true, false))
                .isEqualTo(CopyStyle.plain(FastReplication.REQUIRED, false));
    }

    private static MirrorChoice mirror(MirroredTarget wanted) {
        return PolicyCheck.style(CopyPolicy.builder().mirroredTarget(wanted).build(), true, false)
                .mirror();
    }
}
