variable "v" {
  type    = number
  default = "ten"
}
