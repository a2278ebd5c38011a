package org.copyblade.lab.array;

/**
 * A logical subsystem of a seed file.
 *
 * @param id two hexadecimal digits
 * @param type of its volumes
 * @param ssid four hexadecimal digits
 * @param freezeTimerMs how long a freeze holds unless it is thawed
 */
public record SubsystemSeed(String id, Emulation type, String ssid, long freezeTimerMs) {}
