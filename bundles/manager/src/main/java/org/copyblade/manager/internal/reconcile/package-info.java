/** Catalog and storage compared, both ways. */
package org.copyblade.manager.internal.reconcile;
