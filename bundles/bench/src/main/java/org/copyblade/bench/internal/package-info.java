/** The benchmark: figures of backups and restores beside those of the bare storage and of other tools, from one run. */
package org.copyblade.bench.internal;
