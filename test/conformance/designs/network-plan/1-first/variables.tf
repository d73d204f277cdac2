variable "supernet" {
  type    = string
  default = "10.0.0.0/8"

  validation {
    condition     = can(cidrhost(var.supernet, 0))
    error_message = "The supernet ${var.supernet} is no CIDR block."
  }
}

variable "regions" {
  type        = map(list(string))
  description = "Zones of each region"
}

variable "extra_tags" {
  type     = map(string)
  default  = {}
  nullable = false
}
