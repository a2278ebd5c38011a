/** The catalog in a database: SQL, stored form, and the embedded database file. */
package org.copyblade.catalog.internal;
