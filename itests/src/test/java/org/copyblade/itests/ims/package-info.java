/** IMS of the laboratory under the whole product: manager, adapter and blades over one array. */
package org.copyblade.itests.ims;
