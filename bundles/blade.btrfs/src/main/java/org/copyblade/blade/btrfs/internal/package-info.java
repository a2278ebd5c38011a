/** Copies btrfs subvolumes by read-only snapshots. */
package org.copyblade.blade.btrfs.internal;
