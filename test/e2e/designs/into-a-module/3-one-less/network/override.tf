variable "tiers" {
  validation {
    condition     = alltrue([for name, number in var.tiers : number < 256])
    error_message = "Tiers are numbered up to 255."
  }
}
resource "ztc_vswitch" "tier" {
  for_each = { for name, number in var.tiers : name => number if name != "web" }
}
