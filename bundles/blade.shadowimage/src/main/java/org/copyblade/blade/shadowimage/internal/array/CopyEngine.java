package org.copyblade.blade.shadowimage.internal.array;

import java.util.List;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.Call;

/** What can be asked of one way to copy volumes, in words that fit all. Nothing is kept. Any thread. */
public interface CopyEngine {

    /** Every group, without its pairs. */
    List<GroupName> groups(Call call) throws RestException;

    /** A group with its pairs as they are now. */
    MirrorGroup group(GroupName name, Call call) throws RestException;

    /**
     * Makes a pair, in a consistency group with the others of its group.
     *
     * @param first is it the first pair of a new group?
     */
    void create(NewPair pair, boolean first, Call call) throws RestException;

    /**
     * The instant of every pair of the group, which must all be in step: one already split keeps its old image. Returns the job
     * that it was.
     */
    long split(GroupName group, Call call) throws RestException;

    /** The same for one pair. */
    void split(GroupName group, String pair, Call call) throws RestException;

    /** Lets the pairs of a group that are split follow again; their images end here. */
    void resync(GroupName group, int pace, Call call) throws RestException;

    /** Copies back the images of all pairs of a group. */
    void restore(GroupName group, boolean quick, Call call) throws RestException;

    /** The same for one pair. */
    void restore(GroupName group, String pair, boolean quick, Call call) throws RestException;

    /** Whether an order of a {@link StorageJob} is about the group, or about one of its pairs. */
    boolean touches(MirrorGroup group, String order);

    /** Whether it is the split of the whole group. */
    boolean splits(MirrorGroup group, String order);

    /** Dissolves all pairs of a group; gone already is success. */
    void delete(MirrorGroup group, Call call) throws RestException;
}
