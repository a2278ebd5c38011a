package org.copyblade.manager.internal.blade;

import java.util.List;
import org.copyblade.api.BladeStatus;

/** Blades that are installed and drive nothing yet, because no endpoint of theirs is configured. */
public interface BladesWithoutEndpoint {

    /** There is none. */
    BladesWithoutEndpoint NONE = List::of;

    /** All of them, by name. */
    List<BladeStatus> list();
}
