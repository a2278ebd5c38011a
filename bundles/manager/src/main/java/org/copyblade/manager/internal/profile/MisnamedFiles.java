package org.copyblade.manager.internal.profile;

import java.util.List;
import org.copyblade.api.ConfigurationTrouble;

/** Files of the configuration folder that nobody reads because of their names. */
@FunctionalInterface
public interface MisnamedFiles {

    /** Those that are there now, each with why. */
    List<ConfigurationTrouble> list();
}
