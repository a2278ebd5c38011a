package org.copyblade.lab.ims.internal.member;

import java.util.List;
import org.copyblade.lab.ims.internal.log.Change;
import org.copyblade.lab.ims.internal.log.UnitToken;

/**
 * A unit of work that its user was told is done.
 *
 * @param token which
 * @param tod time of its commit record
 * @param changes what it made, in its order
 */
public record Acknowledgement(UnitToken token, long tod, List<Made> changes) {

    /** A record as the unit left it. */
    public record Made(Change.Place place, long balance, int version) {}

    public Acknowledgement {
        changes = List.copyOf(changes);
    }
}
