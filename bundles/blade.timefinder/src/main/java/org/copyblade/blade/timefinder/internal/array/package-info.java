/** What a PowerMax holds and can be told, in words of its own: volumes, storage groups, snapshots, links. */
package org.copyblade.blade.timefinder.internal.array;
