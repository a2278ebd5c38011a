package org.copyblade.lab.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VtocTest {

    @TempDir
    private Path home;

    private SmallLab lab;
    private Vtoc vtoc;

    @BeforeEach
    void open() throws Exception {
        lab = SmallLab.open(home, "");
        vtoc = Vtoc.of(lab.host("2000"));
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void dataSets_areEnteredFoundAndTakenOut() throws Exception {
        assertThat(vtoc.allocate("IMS.DB.ONE", 5).extents()).containsExactly(new Extent(15, 5));
        assertThat(vtoc.allocate("IMS.DB.TWO", 4).extents()).containsExactly(new Extent(20, 4));
        vtoc.remove("IMS.DB.ONE");
        assertThat(vtoc.allocate("IMS.DB.THREE", 5).extents()).containsExactly(new Extent(15, 5));
        vtoc.rename("IMS.DB.TWO", "IMS.DB.FOUR");
        assertThat(vtoc.dataSets()).extracting(DataSetOnVolume::name).containsExactly("IMS.DB.THREE", "IMS.DB.FOUR");
        lab.reopen();
        assertThat(Vtoc.of(lab.host("2000")).find("IMS.DB.FOUR").orElseThrow().extents())
                .containsExactly(new Extent(20, 4));
    }

    @Test
    void whatDoesNotFit_isRefused() throws Exception {
        vtoc.allocate("IMS.DB.ONE", 5);
        assertThatThrownBy(() -> vtoc.allocate("IMS.DB.TWO", 11)).hasMessage("volume 2000 has no 11 tracks in a row");
        assertThatThrownBy(() -> vtoc.allocate("IMS.DB.ONE", 1)).hasMessage("volume 2000: IMS.DB.ONE is there already");
        assertThatThrownBy(() -> vtoc.add(new DataSetOnVolume("IMS.DB.TWO", List.of(new Extent(19, 2)))))
                .hasMessage("volume 2000: tracks of IMS.DB.TWO are not free");
        assertThatThrownBy(() -> vtoc.remove("IMS.DB.TWO")).hasMessage("volume 2000: IMS.DB.TWO is not there");
        assertThatThrownBy(() -> Vtoc.of(lab.host("1000"))).hasMessage("volume 1000 has no VTOC");
    }

    @Test
    void copyOfAVolume_hasTheEntriesOfItsPointInTime() throws Exception {
        vtoc.allocate("IMS.DB.ONE", 5);
        lab.system()
                .establish(
                        List.of(PairRequest.ofVolumes("2000", "2001")),
                        EnumSet.of(CopyOption.PERSISTENT, CopyOption.NO_BACKGROUND_COPY));
        vtoc.allocate("IMS.DB.TWO", 5);
        assertThat(Vtoc.of(lab.host("2001")).dataSets())
                .extracting(DataSetOnVolume::name)
                .containsExactly("IMS.DB.ONE");
    }
}
