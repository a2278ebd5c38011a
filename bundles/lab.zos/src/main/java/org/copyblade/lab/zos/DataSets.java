package org.copyblade.lab.zos;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Data sets on online volumes. VTOCs and catalogs are on the volumes, read and written each time: a volume that is copied
 * back brings those of its time with it, and a frozen one lets those who would change them wait.
 */
@ProviderType
public interface DataSets {

    /** Makes a data set and catalogs it if wanted; all of it or nothing. */
    DataSetEntry allocate(NewDataSet wanted) throws ZosException, InterruptedException;

    /** A catalogued data set. */
    Optional<DataSetEntry> find(String name) throws ZosException;

    /** A data set that the VTOC of a volume has, catalogued or not; with its share on that volume only. */
    Optional<DataSetEntry> find(String name, String volser) throws ZosException;

    /** Catalogued data sets, by name; in the filter {@code *} stands within a qualifier, {@code **} for any number of them. */
    List<DataSetEntry> list(String filter) throws ZosException;

    /** The user catalogs, as the master catalog lists them. */
    List<DataSetEntry> catalogs() throws ZosException;

    /** What the VTOC of a volume has, by name. */
    List<DataSetEntry> onVolume(String volser) throws ZosException;

    /** Names that the catalogs have though no VTOC has them, and the other way round, a sentence each. */
    List<String> inconsistencies() throws ZosException;

    /** Opens a catalogued data set; the enqueue is held until it is closed. */
    OpenDataSet open(String name, Enqueue.Mode mode, String owner) throws ZosException, InterruptedException;

    /** Opens one that need not be catalogued. */
    OpenDataSet open(DataSetEntry entry, Enqueue.Mode mode, String owner) throws ZosException, InterruptedException;

    /** Deletes and uncatalogs, unless somebody but the owner holds it; its tracks keep what they hold. */
    void delete(String name, String owner) throws ZosException, InterruptedException;

    /** Deletes one that need not be catalogued, and its catalog entry if that points to it. */
    void delete(DataSetEntry entry, String owner) throws ZosException, InterruptedException;

    /** Makes a catalog entry for a data set that is there. */
    void catalog(DataSetEntry entry) throws ZosException, InterruptedException;

    /** Removes a catalog entry; the data set stays. */
    void uncatalog(String name) throws ZosException, InterruptedException;

    /** Takes the name of a data set, whether it is there or not; empty if somebody else holds it. */
    Optional<Enqueue> enqueue(String name, Enqueue.Mode mode, String owner);
}
