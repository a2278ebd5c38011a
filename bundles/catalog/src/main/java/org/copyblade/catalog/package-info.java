/**
 * What the Data Copy Manager remembers: runs, their journal, backups, evidence, setups.
 *
 * <p>{@link org.copyblade.catalog.Catalog#commit} is the way in: a list of {@link org.copyblade.catalog.Change}s
 * that is on disk as a whole, surviving power loss, before the call returns. Decisions are made elsewhere; the catalog
 * knows no rules of backup and restore except that numbers are never given twice.
 */
@Export
@Version("1.1.0")
package org.copyblade.catalog;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
