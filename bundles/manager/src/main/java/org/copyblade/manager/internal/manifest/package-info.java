/** What lies beside the copies and in a second directory, so that a lost catalog can be rebuilt. */
package org.copyblade.manager.internal.manifest;
