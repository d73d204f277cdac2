variable "v" {
  default = 1
  validation {
    condition     = length(var.names) > 0
    error_message = "Never."
  }
}
