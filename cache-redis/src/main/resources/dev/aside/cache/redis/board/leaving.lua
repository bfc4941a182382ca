-- Nobody may have this score any more.
local left = style == 2 and function(score)
  if call('ZCOUNT', board, score, score) == 0 then
    call('ZREM', scores, tonumber(score))
  end
end
