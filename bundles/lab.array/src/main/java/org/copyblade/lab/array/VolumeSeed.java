package org.copyblade.lab.array;

/**
 * Volumes of a seed file with ids one after the other.
 *
 * @param id of the first, four hexadecimal digits
 * @param count how many
 * @param name of each; {@code {id}} stands for its id
 * @param volser label of each CKD volume, same form; empty for none
 * @param cylinders size of each CKD volume
 * @param mib size of each FB volume in MiB
 * @param pool where their space comes from
 * @param spaceEfficient is space taken only for tracks that are written?
 */
public record VolumeSeed(
        String id,
        int count,
        String name,
        String volser,
        int cylinders,
        long mib,
        String pool,
        boolean spaceEfficient) {

    /** Id of one of them. */
    public String idOf(int index) {
        return String.format("%04X", Integer.parseInt(id, 16) + index);
    }

    /** Name of one of them. */
    public String nameOf(int index) {
        return name.replace("{id}", idOf(index));
    }

    /** Label of one of them. */
    public String volserOf(int index) {
        return volser.replace("{id}", idOf(index));
    }
}
