package org.copyblade.lab.zos;

import org.copyblade.lab.array.StorageSystem;

/**
 * A volume of the array as z/OS has it, as it was when asked for.
 *
 * @param unit device number, four hexadecimal digits in upper case
 * @param volser serial in its unit control block: that of its label when it was varied online; empty while offline
 * @param online may jobs use it?
 * @param system storage system that it is on
 * @param volume its id there
 */
public record Device(String unit, String volser, boolean online, StorageSystem system, String volume) {}
